// Open cases of Europe, the Middle East and Africa, and one that was answered late and resolved.
import { answer, assign, note, rate, reply, type Story } from '../story'

export const EMEA_STORIES: readonly Story[] = [
  {
    key: 'l1-update-overdue',
    organisation: 'fjordvane',
    by: 'Torvald Brekkum',
    at: 28.4,
    category: 'problem',
    impact: 'unusable',
    workaround: 'no',
    subject: 'Site does not load for anybody in our office',
    browser: 'Chrome and Firefox, Windows 11',
    body: `fjordvane.harmoni.example stays white for everybody in the office in Bergen. At home over a mobile phone it works.

Our IT says nothing was changed on our side. We have nineteen people who cannot work.`,
    acts: [
      assign(27.9, 'saskia'),
      answer(
        26.6,
        'saskia',
        'keep_open',
        `Hello Torvald,

I can see requests from your office arriving and being answered, so the way to us is open. What does not arrive are our script files: something between your office and us answers them with an empty file since 07:12.

That is typical of a web filter that has been updated. Could your IT let \`*.harmoni.example\` pass unfiltered and tell me whether it changes anything? I am asking our network people in parallel whether anything on our side could look suspicious to a filter.

Saskia`,
      ),
      reply(25.9, 'IT has opened the filter. No change, still white. Please keep looking, this is day two for us tomorrow.'),
      note(
        24.7,
        'saskia',
        'Network: their filter replaces our new compression format with nothing. We could switch it off for their site. Needs a yes from the platform lead, who is back tomorrow. @Ingrid Solhaven, could you ask her first thing?',
      ),
    ],
  },
  {
    organisation: 'foxglove',
    by: 'Dafydd Penhale',
    at: 6.6,
    category: 'problem',
    impact: 'major',
    workaround: 'temporary',
    subject: 'Scheduled imports stopped after Saturday',
    project: 'Hedgerow Omnibus',
    body: `The nightly import of the omnibus has not run since Saturday. The schedule says "next run: yesterday 02:00" and does not move.

Importing by hand works, so somebody does that every morning. It is the kind of job one forgets, and then a client sees old figures.`,
    acts: [],
  },
  {
    key: 'waiting-across-weekend',
    organisation: 'foxglove',
    by: 'Kwame Thistlewood',
    at: (times) => times.beforeWeekend(6),
    category: 'problem',
    impact: 'minor',
    workaround: 'acceptable',
    subject: 'Map of regions is not rendered',
    project: 'Hedgerow Omnibus, dashboard "Regions"',
    browser: 'Safari 19 on an iPad',
    body: 'The map of English regions on the dashboard *Regions* stays grey. The legend shows, the table below it has all its numbers. Colleagues on Windows see the map.',
    acts: [
      assign((times) => times.beforeWeekend(5.2), 'callum'),
      answer(
        (times) => times.beforeWeekend(1.5),
        'callum',
        'wait',
        `Hi Kwame,

it renders on my iPad, so it is something about yours. Could you open *Settings → Safari → Advanced → WebGL* and tell me whether it is switched off? Some device policies do that.

Callum`,
      ),
    ],
  },
  {
    key: 'reopened',
    organisation: 'sondalys',
    by: 'Bastien Corvoisier',
    at: 20.6,
    category: 'problem',
    impact: 'minor',
    workaround: 'temporary',
    subject: 'Accents are lost in respondent names after an import',
    project: 'Baromètre Terroirs',
    body: `Depuis l'import de lundi, « Lefèvre » devient « LefÃ¨vre » dans les commentaires ouverts. The same file looks right in my editor (UTF-8, no BOM).

I can correct it by hand for the forty names that matter, but not every week.`,
    acts: [
      assign(19.7, 'callum'),
      answer(
        17.3,
        'callum',
        'resolve',
        `Bonjour Bastien,

the import guessed Latin-1 because the first 64 kB of the file hold no accent at all. I have set the encoding of this import to UTF-8 for good: *Import settings → File → Encoding*.

I have run Monday's file again; « Lefèvre » is back. You do not have to correct anything.

Callum`,
      ),
      rate(3.5, 'not_good', 'The same trouble is back this morning.'),
      reply(
        3.4,
        "Merci Callum, Monday is fine now. But this morning's file has the same trouble again, and the setting still says UTF-8. Could you look once more?",
      ),
    ],
  },
  {
    key: 'service-to-decide',
    organisation: 'foxglove',
    by: 'Dafydd Penhale',
    at: 9.6,
    category: 'how_to',
    impact: 'none',
    subject: 'Client palette for all charts of a story',
    project: 'Meadow Monitor',
    body: 'Our client sent their colours and font. Can somebody of yours put them on all forty charts of the quarterly story? We present on Friday week.',
    acts: [],
  },
  {
    key: 'referral-returned',
    organisation: 'sondalys',
    by: 'Maëlle Trégor',
    at: 14.2,
    category: 'project_or_data',
    impact: 'none',
    subject: 'Filter by department shows only 94 of 101',
    project: 'Baromètre Terroirs',
    body: 'In our project the filter *Département* lists 94 departments. We asked for all 101, with the overseas ones. Was that left out when the project was set up?',
    acts: [
      answer(
        10.8,
        'tobin',
        'back_to_support',
        `Bonjour Maëlle,

I checked our set-up sheet: all 101 are in the project. The filter hides values that nobody in the current wave has, and seven departments had no interview in October. So this is nothing in your project to change and nothing to pay for.

Whether the filter can show empty values is a question about Harmoni itself, and my colleagues in support know that best. I have handed the case to them, with everything you wrote.

Tobin`,
      ),
      note(
        10.6,
        'tobin',
        '@Saskia Brandvold, is there a switch for empty filter values? I could not find one. Client would also be happy with a footnote.',
      ),
    ],
  },
  {
    key: 'referral-answered',
    organisation: 'karoo',
    by: 'Lerato Nkosana',
    at: 25.3,
    category: 'project_or_data',
    impact: 'minor',
    workaround: 'acceptable',
    subject: 'Wave 7 data file: which layout do you need?',
    project: 'Veld Brand Health, wave 7',
    body: `Our field partner changes from SPSS to CSV with wave 7. Three questions:

1. Do multi-response questions come as one column per answer, or one column with commas?
2. Do you need value labels in a second file?
3. Who maps the new columns, you or we?`,
    acts: [
      answer(
        19.9,
        'tobin',
        'keep_open',
        `Hi Lerato,

good that you ask before field starts.

1. One column per answer, 0 and 1. Commas work, but then "none of these" cannot be told from "not asked".
2. Yes please: one file with *variable, value, label*.
3. The mapping of a changed layout is project work. I will send you a proposal with the hours before anybody starts; nothing is billed that you have not approved.

Tobin`,
      ),
      reply(11.6, 'Thank you, 1 and 2 are passed on to the field partner. We look forward to the proposal.'),
    ],
  },
  {
    organisation: 'fjordvane',
    by: 'Liv Haugstein',
    at: 11.7,
    category: 'licence',
    impact: 'minor',
    workaround: 'acceptable',
    subject: 'Permission to a second site for our media team',
    body: 'Two people of our media team (Jonas and a new colleague) should see the site *fjordvane-media*. When I add them on the people page, I get "You have no permission for this site", although I am the administrator here.',
    acts: [],
  },
  {
    key: 'breached-then-resolved',
    organisation: 'foxglove',
    by: 'Ottilie Marchbank',
    at: 33.1,
    category: 'problem',
    impact: 'major',
    workaround: 'acceptable',
    subject: "Two clients see each other's filter names",
    project: 'Hedgerow Omnibus, client portals',
    body: `In the filter list of client portal A there are the *names* of saved filters of client portal B ("B: heavy users 25-34"). Opening one says "no permission", so no data is shown, but the names alone say more than they should.

I have renamed ours to numbers for the moment.`,
    acts: [
      assign(24.6, 'callum'),
      answer(
        23.8,
        'callum',
        'keep_open',
        `Dear Ottilie,

I am sorry that you waited longer than we promise for this first answer: the case stood in the wrong view here and I only saw it this morning.

What you see is real. Saved filters belong to the project, and both portals read the list of the same project. The contents are protected, the names are not. I have asked for a correction with high priority, and in the meantime I have hidden the list in both portals.

Callum`,
      ),
      reply(21.5, 'Thank you for being frank. The lists are gone in both portals, I have checked.'),
      answer(
        8.3,
        'callum',
        'resolve',
        `Dear Ottilie,

since last night's patch each portal lists its own filters only. I have switched the lists on again and compared both portals with an account of each: A sees 12 filters, B sees 9, none in common.

You can give your filters their names back.

Callum`,
      ),
    ],
  },
]
