import Link from 'next/link'
import { Prose } from '@/components/ui/prose'
import { Tag } from '@/components/ui/tag'
import { renderMarkdown } from '@/lib/kernel/markdown'
import { formatLocalDate } from '@/lib/kernel/words'
import { KIND_WORDS, UPDATE_KINDS, type UpdateKind } from '@/lib/updates/update'
import type { Update, UpdateEntry } from '@/lib/updates/views'
import { KIND_TONES } from './update-words'

/** Version and day of an update, and whether the reader has seen it. */
export function UpdateFacts({ version, releasedOn, isNew }: Pick<Update, 'version' | 'releasedOn' | 'isNew'>) {
  return (
    <p className="article-facts mb-3">
      <span className="mono">{version}</span>
      <time dateTime={releasedOn}>{formatLocalDate(releasedOn)}</time>
      {isNew && <Tag tone="accent">New to you</Tag>}
    </p>
  )
}

/** What an update brings, kind by kind; with `only`, of one kind. Cases are those of the reader. */
export function UpdateBody({ entries, only }: { entries: readonly UpdateEntry[]; only?: UpdateKind }) {
  return (
    <div className="update-kinds">
      {UPDATE_KINDS.filter((kind) => only === undefined || kind === only).map((kind) => {
        const own = entries.filter((entry) => entry.kind === kind)
        if (own.length === 0) return null
        return (
          <div key={kind} className="update-kind">
            <Tag tone={KIND_TONES[kind]}>{KIND_WORDS[kind]}</Tag>
            <ul>
              {own.map(({ text, cases }, at) => (
                <li key={at}>
                  <Prose html={renderMarkdown(text)} />
                  {cases.length > 0 && <AskedFor cases={cases} />}
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </div>
  )
}

function AskedFor({ cases }: { cases: readonly string[] }) {
  return (
    <p className="text-sm text-ink-2">
      You asked for it in{' '}
      {cases.map((reference, at) => (
        <span key={reference}>
          {at > 0 && ', '}
          <Link href={`/cases/${reference}`} prefetch={false} className="link">
            {reference}
          </Link>
        </span>
      ))}
    </p>
  )
}
