import type { Closure, HoursLine } from './hours'

/** The usual week of a region: days and their hours. */
export function HoursTable({ lines }: { lines: readonly HoursLine[] }) {
  return (
    <dl className="pairs num">
      {lines.map(({ days, spans }) => (
        <div key={days} className="contents">
          <dt>{days}</dt>
          <dd className="font-semibold">
            {spans.map((span) => (
              <span key={span} className="block">
                {span}
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The days ahead on which a holiday closes support, each with its name. */
export function ClosureList({ closures }: { closures: readonly Closure[] }) {
  return (
    <ul className="grid gap-1.5 num">
      {closures.map(({ key, day, hours, name, country }) => (
        <li key={key} className="flex flex-wrap justify-between gap-x-4">
          <span>
            {day}
            {hours !== null && `, ${hours}`}
          </span>
          <span className="text-ink-2">
            {name}
            {country !== null && ` in ${country}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
