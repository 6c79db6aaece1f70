import * as xIcon from 'lucide-react/icons/x'
import { ActButton } from '@/components/identity/act-form'
import { ButtonLink } from '@/components/ui/button'
import { iconOf } from '@/components/ui/icon'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { CaseLinksView, CaseLinkView } from '@/lib/cases/link'
import type { FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import { statusTone, statusWords } from './case-words'
import { linkWords } from './link-words'
import { ProblemAnswer } from './problem-answer'
import { TellProblem } from './tell-problem'

const X = iconOf(xIcon)

type Acts = { unlink: FormAction; mark: FormAction; unmark: FormAction; plan: FormAction; tell: FormAction; untell: FormAction }

/** Cases that have to do with this one, for staff's eyes; a known problem answers all of its cases from here. `acts` is null for a reader. */
export function CaseLinks({
  reference,
  links: { links, all, isProblem, told, caused, causedOpen },
  acts,
  isOpen,
}: {
  reference: string
  links: CaseLinksView
  acts: Acts | null
  isOpen: boolean
}) {
  if (acts === null && all === 0 && !isProblem) return null
  return (
    <section aria-labelledby="links-title" className="flex flex-col gap-2.5">
      <h2 id="links-title">Links</h2>
      {isProblem && (
        <p>
          A known problem.{' '}
          {caused === 0 ? 'No case is linked as caused by it yet.' : `${count(caused, 'case')} caused by it, ${causedOpen} open.`}
        </p>
      )}
      {told !== null && (
        <div className="rounded-md border border-line p-3 text-sm">
          <p className="text-ink-2">
            {isOpen ? 'Customers who write about the same read:' : 'It is solved, so customers no longer read:'}
          </p>
          <p className="font-semibold wrap-anywhere">{told.title}</p>
          {told.body !== '' && <p className="whitespace-pre-line wrap-anywhere">{told.body}</p>}
        </div>
      )}
      {acts !== null && isProblem && (isOpen || told !== null) && (
        <TellProblem reference={reference} told={told} tell={acts.tell} untell={acts.untell} />
      )}
      {links.length > 0 && (
        <ul className="flex flex-col gap-2.5" aria-label="Links of this case">
          {links.map((link) => (
            <CaseLink key={link.id} reference={reference} link={link} unlink={acts?.unlink ?? null} />
          ))}
        </ul>
      )}
      {all > links.length && (
        <p className="text-sm text-ink-2">
          These are the newest {links.length} of {all}.
        </p>
      )}
      {acts !== null && (
        <div className="flex flex-wrap items-start gap-2">
          {isProblem && causedOpen > 0 && (
            <ProblemAnswer reference={reference} open={causedOpen} isOpen={isOpen} plan={acts.plan} />
          )}
          <ButtonLink href={`/desk/cases/${reference}/link`} small>
            Link a case…
          </ButtonLink>
          {!isProblem && (
            <ActButton act={acts.mark} fields={{ reference }} variant="ghost">
              Mark as a problem
            </ActButton>
          )}
          {isProblem && caused === 0 && (
            <ActButton act={acts.unmark} fields={{ reference }} variant="ghost">
              No problem any more
            </ActButton>
          )}
        </div>
      )}
    </section>
  )
}

function CaseLink({ reference, link, unlink }: { reference: string; link: CaseLinkView; unlink: FormAction | null }) {
  return (
    <li className="flex items-start gap-2">
      <div className="min-w-0 grow">
        <p className="text-sm text-ink-2">
          {linkWords(link)} <span className="mono">{link.reference}</span>
        </p>
        <TextLink quiet href={`/desk/cases/${link.reference}`} className="wrap-anywhere">
          {link.subject}
        </TextLink>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-ink-2">
          <Tag tone={statusTone(link.status)}>{statusWords(link.status, 'desk')}</Tag>
          {link.organisationName}
        </p>
      </div>
      {unlink !== null && (
        <ActButton
          act={unlink}
          fields={{ reference, linkId: link.id }}
          variant="ghost"
          label={`Take the link with ${link.reference} away`}
        >
          <X aria-hidden="true" />
        </ActButton>
      )}
    </li>
  )
}
