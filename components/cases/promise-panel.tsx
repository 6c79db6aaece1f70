import type { PromisePreview } from '../sla/target-words'
import { LevelTag } from './level-tag'
import type { Level } from '@/lib/sla/support-policy'

/**
 * The promise before a case is sent: of the level that follows from the answers, or of all four while none follows yet.
 * `manager` answers instead of support when it is about the customer's own project or data.
 */
export function PromisePanel({
  previews,
  level,
  manager,
}: {
  previews: readonly PromisePreview[]
  level: Level | null
  manager: string | null
}) {
  const preview = previews.find((each) => each.level === level)
  return (
    <section className="card card-pad" aria-label="Our promise" aria-live="polite">
      {preview ? <OneLevel preview={preview} manager={manager} /> : <AllLevels previews={previews} />}
    </section>
  )
}

function OneLevel({ preview, manager }: { preview: PromisePreview; manager: string | null }) {
  const { level, name, definition, within, by, zone, updates } = preview
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <LevelTag level={level} name={name} />
        <b>follows from your answers</b>
      </p>
      <p className="mt-2 text-sm text-ink-2">{definition}</p>
      <p className="mt-3 text-sm text-ink-2">
        {manager === null ? 'First answer' : `First answer of ${manager}`} within {within}, by
      </p>
      <p className="promise-by">{by}</p>
      <p className="text-sm text-ink-2">{zone}</p>
      <p className="mt-3 text-sm text-ink-2">Afterwards you hear from us {updates}, until it is solved.</p>
    </>
  )
}

function AllLevels({ previews }: { previews: readonly PromisePreview[] }) {
  return (
    <>
      <h2>When we answer</h2>
      <p className="mt-1 text-sm text-ink-2">Your two answers give the level. Sent now, the first answer comes by:</p>
      <ul className="mt-2.5 grid gap-2 text-sm">
        {previews.map(({ level, name, by }) => (
          <li key={level} className="flex flex-wrap items-center justify-between gap-x-3">
            <LevelTag level={level} name={name} />
            <b className="num">{by}</b>
          </li>
        ))}
      </ul>
      <p className="mt-2.5 text-sm text-ink-2">{previews[0]?.zone}</p>
    </>
  )
}
