import type { Instant } from '@/lib/kernel/time'
import { formatHoursMinutes } from '@/lib/kernel/words'
import type { Ledger } from '@/lib/sla/ledger'
import { ledgerLines, metricWords } from './ledger-words'

/** How a due time is counted, line by line; the last line is the target that the counted ones add up to. */
export function LedgerTable({ ledger, levelName, zone, now }: { ledger: Ledger; levelName: string; zone: string; now: Instant }) {
  const { summary } = ledger
  return (
    <table className="ledger">
      <caption className="sr-only">How the time of the {metricWords(summary.metric)} is counted</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">When</th>
          <th scope="col">Business hours</th>
        </tr>
      </thead>
      <tbody>
        {ledgerLines(ledger, zone, now).map(({ key, span, words, amount, counted }) => (
          <tr key={key} className={counted ? undefined : 'skipped'}>
            <th scope="row">
              {span}, {words}
            </th>
            <td>{amount ?? <span aria-label="not counted">–</span>}</td>
          </tr>
        ))}
        <tr className="sum">
          <th scope="row">
            L{summary.level} {levelName}, {metricWords(summary.metric)}
          </th>
          <td>{formatHoursMinutes(summary.targetSeconds * 1_000)}</td>
        </tr>
      </tbody>
    </table>
  )
}
