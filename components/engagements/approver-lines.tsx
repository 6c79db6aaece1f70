import type { ApproverView } from '@/lib/engagements/views'
import { limitWords } from './approver-words'

/** Who may approve, a line each, for a list of facts. */
export function ApproverLines({ approvers }: { approvers: readonly ApproverView[] }) {
  if (approvers.length === 0) return 'Nobody yet'
  return approvers.map((approver) => (
    <span key={approver.name} className="block">
      {approver.name}, <span className="whitespace-nowrap">{limitWords(approver)}</span>
    </span>
  ))
}
