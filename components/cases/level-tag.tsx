import { Tag } from '@/components/ui/tag'
import type { Level } from '@/lib/sla/support-policy'
import { levelTone } from './case-words'

/** "L2 High"; without a name "L2", for lists. */
export function LevelTag({ level, name }: { level: Level; name?: string }) {
  return (
    <Tag tone={levelTone(level)}>
      L{level}
      {name && ` ${name}`}
    </Tag>
  )
}
