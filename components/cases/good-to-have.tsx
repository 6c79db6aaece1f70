import * as circleIcon from 'lucide-react/icons/circle'
import * as circleCheckIcon from 'lucide-react/icons/circle-check'
import { iconOf } from '@/components/ui/icon'

const Circle = iconOf(circleIcon)
const CircleCheck = iconOf(circleCheckIcon)

/** What helps us to answer faster, and whether it is there already (P18). */
export function GoodToHave({ wanted }: { wanted: readonly { label: string; given: boolean }[] }) {
  return (
    <section aria-labelledby="good-to-have" className="px-0.5">
      <h2 id="good-to-have" className="text-base">
        Good to have
      </h2>
      <ul className="mt-1.5 grid gap-1 text-sm">
        {wanted.map(({ label, given }) => (
          <li key={label} className={given ? 'flex items-center gap-2 text-ok' : 'flex items-center gap-2 text-ink-2'}>
            {given ? <CircleCheck aria-hidden="true" /> : <Circle aria-hidden="true" />}
            {label}
            <span className="sr-only">{given ? ', given' : ', still missing'}</span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-ink-2">The more you tell us, the faster we can help. None of it is required.</p>
    </section>
  )
}
