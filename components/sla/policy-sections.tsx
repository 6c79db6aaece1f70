import { Tag } from '@/components/ui/tag'
import { timedTarget, type SupportPolicy, type Target } from '@/lib/sla/support-policy'
import { targetWords } from './target-words'

/** The levels in the policy's own meaning. */
export function PolicyLevels({ policy }: { policy: SupportPolicy }) {
  return (
    <ul className="card items">
      {policy.levels.map(({ level, name, definition, examples }) => (
        <li key={level} className="policy-level" id={`level-${level}`}>
          <Tag tone={`l${level}`} className="mt-0.5 justify-self-start">
            L{level} {name}
          </Tag>
          <div>
            <p>{definition}</p>
            {examples.length > 0 && (
              <ul className="mt-1 list-disc pl-5 text-sm text-ink-2">
                {examples.map((example) => (
                  <li key={example}>{example}</li>
                ))}
              </ul>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** First answer and updates of each level. */
export function TargetTable({ policy }: { policy: SupportPolicy }) {
  const { first_response: first, update } = policy.text.metrics
  return (
    <div className="card">
      <table className="tbl tbl-stack">
        <caption className="sr-only">What we promise, by level</caption>
        <thead>
          <tr>
            <th scope="col">Level</th>
            <th scope="col">{first.name}</th>
            <th scope="col">{update.name}</th>
          </tr>
        </thead>
        <tbody>
          {policy.levels.map(({ level, name }) => (
            <tr key={level}>
              <th scope="row">
                <Tag tone={`l${level}`}>
                  L{level} {name}
                </Tag>
              </th>
              <td data-label={first.name}>{cellWords(timedTarget(policy, 'first_response', level))}</td>
              <td data-label={update.name}>{cellWords(timedTarget(policy, 'update', level))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="border-t border-line px-[18px] py-3 text-sm text-ink-2">
        {first.name}: {first.meaning} {update.name}: {update.meaning}
      </p>
    </div>
  )
}

function cellWords(target: (Target & { minutes: number }) | null): string {
  return target === null ? 'On status change' : targetWords(target)
}

/** How to reach support and what to tell it, in the policy's words. */
export function PolicyWords({ text }: { text: SupportPolicy['text'] }) {
  return (
    <section aria-labelledby="contact" className="max-w-[68ch]">
      <h2 id="contact">How to contact support</h2>
      <div className="mt-1 grid gap-3">
        <p>{text.contact}</p>
        <WordList {...text.requestExamples} />
        <p>{text.accountManager}</p>
        <p>{text.acknowledgement}</p>
        <WordList {...text.usefulInformation} />
      </div>
    </section>
  )
}

function WordList({ heading, items }: { heading: string; items: readonly string[] }) {
  return (
    <div>
      <p>{heading}</p>
      <ul className="mt-1 list-disc pl-5">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  )
}

/** What else belongs to support. */
export function PolicyResources({ resources }: { resources: SupportPolicy['text']['resources'] }) {
  return (
    <section aria-labelledby="resources">
      <h2 id="resources">What your licence includes</h2>
      <dl className="card items mt-3">
        {resources.map(({ section, name, coverage }) => (
          <div key={name} className="policy-resource">
            <dt>
              <b>{name}</b>
              <span className="block text-sm text-ink-2">{section}</span>
            </dt>
            <dd className="text-ink-2">{coverage}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
