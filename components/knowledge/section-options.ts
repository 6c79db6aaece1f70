import type { DeskSection } from '@/lib/knowledge/views'

/** Sections to choose from, those of the second level after the one they stand in. */
export function sectionOptions(sections: readonly DeskSection[]): { value: string; label: string }[] {
  const named = new Map(sections.map(({ id, name }) => [id, name]))
  return sections.map(({ id, parentId, name }) => ({
    value: id,
    label: parentId === null ? name : `${named.get(parentId) ?? ''} / ${name}`,
  }))
}
