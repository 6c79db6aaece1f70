import type { Metadata } from 'next'
import { cache } from 'react'
import { DeskBar } from '@/components/layout/desk-bar'
import { UpdateBody } from '@/components/updates/update-body'
import { UpdateEditor } from '@/components/updates/update-editor'
import { ButtonLink } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import { canWriteUpdates } from '@/lib/updates/policy'
import { getDeskUpdate } from '@/lib/updates/queries/desk'
import { deskContext, guarded } from '@/lib/web/context'
import { publish, save, withdraw } from '../actions'

const load = cache(async (updateId: string) => guarded(getDeskUpdate(await deskContext(), updateId)))

export async function generateMetadata({ params }: PageProps<'/desk/updates/[updateId]'>): Promise<Metadata> {
  return { title: (await load((await params).updateId)).title }
}

export default async function DeskUpdatePage({ params }: PageProps<'/desk/updates/[updateId]'>) {
  const { actor } = await deskContext()
  const update = await load((await params).updateId)
  return (
    <>
      <DeskBar
        title={update.title}
        beside={update.publishedAt === null ? <Tag>Not published</Tag> : <Tag tone="ok">Published</Tag>}
      >
        <ButtonLink href="/desk/updates" small>
          All updates
        </ButtonLink>
        {update.publishedAt !== null && (
          <ButtonLink href={`/updates/${update.slug}`} small>
            Open as a reader
          </ButtonLink>
        )}
      </DeskBar>
      <UpdateEditor
        key={update.saving}
        update={update}
        mayWrite={canWriteUpdates(actor)}
        save={save}
        acts={{ publish, withdraw }}
      >
        {update.entries.length === 0 ? (
          <p className="text-ink-2">Nothing was saved yet.</p>
        ) : (
          <UpdateBody entries={update.entries.map((entry) => ({ ...entry, cases: [] }))} />
        )}
      </UpdateEditor>
    </>
  )
}
