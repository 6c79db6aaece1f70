// The words of an act on many cases: what it is, what will become of a case, what became of it.
import { statusWords } from '@/components/cases/case-words'
import { count } from '@/lib/kernel/words'
import type { BulkCase, BulkReport, BulkSummary } from '@/lib/queue/views'

/** "Assign 12 cases to Hana Corvell". */
export function bulkTitle({ act, assigneeName, regionName, cases }: BulkReport): string {
  const many = count(cases.length, 'case')
  switch (act.kind) {
    case 'assign':
      return act.assigneeId === null ? `Give ${many} to nobody` : `Assign ${many} to ${assigneeName ?? 'somebody who left'}`
    case 'answer':
      return act.problem === undefined ? `Answer ${many}` : `Answer ${many} of the problem ${act.problem}`
    case 'hand_over':
      return `Hand over ${many} to ${regionName ?? 'a region that is no more'}`
    case 'tag':
      return `Tag ${many} “${act.name}”`
    case 'untag':
      return `Take the tag “${act.name}” from ${many}`
    case 'put_back':
      return `Put ${many} back`
  }
}

const SUMMARY: Record<BulkSummary['kind'], string> = {
  assign: 'Assigned',
  answer: 'Answered',
  hand_over: 'Handed over',
  tag: 'Tagged',
  untag: 'Took a tag from',
  put_back: 'Put back',
}

/** "Assigned 12 cases", "Answered 3 of 5 cases". */
export function summaryWords({ kind, cases, refused }: BulkSummary): string {
  return refused === 0
    ? `${SUMMARY[kind]} ${count(cases, 'case')}`
    : `${SUMMARY[kind]} ${cases - refused} of ${count(cases, 'case')}`
}

/** What will become of a case. */
export function foreseenWords({ foreseen, assigneeName, beforeName }: BulkCase, { act, assigneeName: to }: BulkReport): string {
  switch (foreseen.kind) {
    case 'status':
      return `The customer is answered; then ${statusWords(foreseen.status, 'desk').toLowerCase()}`
    case 'assignee': {
      const target = act.kind === 'put_back' ? beforeName : to
      return `${assigneeName === null ? 'From nobody' : `From ${assigneeName}`} to ${target ?? 'nobody'}`
    }
    case 'region':
      return `Leaves ${foreseen.from}; nobody has it until somebody there takes it`
    case 'tag':
      return foreseen.has ? 'Gets the tag' : 'Loses the tag'
    case 'unchanged':
      return 'Stays as it is'
    case 'refused':
      return foreseen.because
  }
}
