// Pictures and files of an article: how its Markdown names them, and which of them its words show.
import type { MediaKind } from '../files/media'
import type { FileView } from '../files/views'

/** How many files an article may have. */
export const FILES_PER_ARTICLE = 200

/** A file of an article. `isRefused`: a picture that could not be read, which is only saved. */
export type ArticleFile = Pick<FileView, 'id' | 'name' | 'size' | 'kind' | 'type' | 'preview'> & { readonly isRefused: boolean }

const ADDRESS = /\/help\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g

/** Where a file of an article is fetched: by itself, or as the picture that we made of it. */
export function fileAddress(id: string, rendition?: 'large'): string {
  return `/help/files/${id}${rendition === undefined ? '' : `/${rendition}`}`
}

/** The file that an address of our own names. */
export function fileOfAddress(address: string): string | undefined {
  return /^\/help\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(address)?.[1]
}

/** The ids of all files that a text names, in their order, each once. */
export function filesNamedIn(body: string): string[] {
  return [...new Set([...body.matchAll(ADDRESS)].map(([, id]) => id!))]
}

/** What a writer gets for a file that has arrived: pictures and videos are shown, all else is a link. */
export function markdownOf({ id, name, kind }: { readonly id: string; readonly name: string; readonly kind: MediaKind }): string {
  const words = name.replace(/[[\]\\]/g, ' ').trim()
  return kind === 'other' ? `[${words}](${fileAddress(id)})` : `![${words.replace(/\.[a-z0-9]{2,5}$/i, '')}](${fileAddress(id)})`
}

/** The first picture that a text shows, for whoever shows the article elsewhere. */
export function firstPicture(body: string, files: readonly ArticleFile[]): ArticleFile | undefined {
  return filesNamedIn(body)
    .map((id) => files.find((file) => file.id === id))
    .find((file) => file?.preview)
}
