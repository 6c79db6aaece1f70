// What everybody on the desk of the demo writes often, what one region does, and what one of them keeps for herself.
import type { SaveMacroInput } from '@/lib/cases/macro-input'

type SeedMacro = Omit<SaveMacroInput, 'macroId'>

export const SHARED_MACROS: readonly SeedMacro[] = [
  {
    name: 'Ask for steps',
    body: `Kia ora {{customer.first_name}},

So that we can see what you see, would you send us:

1. the story or dashboard, and the filter that was on,
2. what you pressed, step by step,
3. a screenshot of what came out.

{{agent.first_name}}`,
    outcome: 'wait',
    takes: true,
    category: null,
    readers: 'desk',
  },
  {
    name: 'Known problem',
    body: `Kia ora {{customer.first_name}},

thank you for {{case.number}}. We know this problem and work on it; you hear from us here as soon as it is mended.

{{agent.first_name}}`,
    outcome: 'keep_open',
    takes: false,
    category: null,
    readers: 'desk',
  },
  {
    name: 'Mended, please check',
    body: `Kia ora {{customer.first_name}},

we have mended it. Would you try again and tell us if anything is left? Your answer reopens the case.

{{agent.first_name}}`,
    outcome: 'resolve',
    takes: false,
    category: null,
    readers: 'desk',
  },
  {
    name: 'To the account manager',
    body: `Kia ora {{customer.first_name}},

this is about your own project, so your account manager answers it from here. Nothing is charged by this step.

{{agent.first_name}}`,
    outcome: 'keep_open',
    takes: false,
    category: 'project_or_data',
    readers: 'desk',
  },
]

export const REGION_MACROS: readonly SeedMacro[] = [
  {
    name: 'Back in the morning',
    body: `Kia ora {{customer.first_name}},

thank you for {{case.number}}. It is evening in New Zealand; we go on with it in the morning.

If it cannot wait until then, say so here, and our colleagues in Europe take it over.

{{agent.first_name}}`,
    outcome: 'keep_open',
    takes: false,
    category: null,
    readers: { region: 'APAC' },
  },
]

export const OWN_MACROS: readonly SeedMacro[] = [
  {
    name: 'My greeting',
    body: 'Kia ora {{customer.first_name}},\n\nhope your week at {{organisation}} is a good one.',
    outcome: null,
    takes: false,
    category: null,
    readers: 'me',
  },
]
