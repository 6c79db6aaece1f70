import type { CSSProperties } from 'react'

/** One grey line, `width` in percent of its place. */
export function SkeletonLine({ width = 100, height }: { width?: number; height?: string }) {
  const style: CSSProperties = { width: `${width}%`, height }
  return <span className="skel" style={style} />
}

function Waiting({ label, children, className }: { label: string; children: React.ReactNode; className?: string }) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">{label}</span>
      <div aria-hidden="true" className="contents">
        {children}
      </div>
    </div>
  )
}

const times = (n: number) => Array.from({ length: n }, (_, i) => i)

/** In the shape of the queue: rows of risk, promise, case, level, person. */
export function QueueSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <Waiting label="Loading the queue">
      {times(rows).map((i) => (
        <div key={i} className="flex h-12 items-center gap-6 border-b border-line px-5">
          <span className="w-40 max-md:w-24">
            <SkeletonLine width={62 + ((i * 13) % 30)} />
          </span>
          <span className="grid grow gap-2">
            <SkeletonLine width={38 + ((i * 17) % 34)} />
            <SkeletonLine width={24 + ((i * 11) % 18)} height="0.6em" />
          </span>
          <span className="w-16 max-md:hidden">
            <SkeletonLine height="1.4em" />
          </span>
        </div>
      ))}
    </Waiting>
  )
}

/** In the shape of a list in a card: tag, title with a line below, a value at the end. */
export function ListSkeleton({ rows = 4 }: { rows?: number }) {
  return (
    <Waiting label="Loading" className="card">
      <div className="items">
        {times(rows).map((i) => (
          <div key={i}>
            <span className="w-7">
              <SkeletonLine height="1.5em" />
            </span>
            <span className="grid grow gap-2.5 py-1">
              <SkeletonLine width={44 + ((i * 19) % 32)} />
              <SkeletonLine width={26 + ((i * 7) % 16)} height="0.6em" />
            </span>
            <span className="w-24">
              <SkeletonLine />
            </span>
          </div>
        ))}
      </div>
    </Waiting>
  )
}

/** In the shape of a case: posts with their persons, and the promise beside them. */
export function CaseSkeleton() {
  return (
    <Waiting label="Loading the case" className="split">
      <div className="thread">
        {times(3).map((i) => (
          <div key={i} className="post">
            <span className="avatar avatar-d" />
            <div className="card grid gap-3">
              <SkeletonLine width={28} />
              <SkeletonLine width={94} />
              <SkeletonLine width={60 + i * 9} />
            </div>
          </div>
        ))}
      </div>
      <div className="card card-pad grid gap-3">
        <SkeletonLine width={34} height="0.6em" />
        <SkeletonLine width={78} height="1.3em" />
        <SkeletonLine width={56} height="0.6em" />
        <SkeletonLine height="4px" />
      </div>
    </Waiting>
  )
}
