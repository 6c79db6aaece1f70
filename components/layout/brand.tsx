import Link from 'next/link'

/** The mark: a rounded square with an open ring. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 22 22" aria-hidden="true">
      <rect width="22" height="22" rx="7" fill="var(--color-accent)" />
      <path
        d="M14.2 8.1a4.3 4.3 0 1 0 0 5.8"
        fill="none"
        stroke="var(--color-accent-ink)"
        strokeWidth="2.1"
        strokeLinecap="round"
      />
    </svg>
  )
}

/** Mark and name of the installation, leading home. */
export function Brand({ name, href }: { name: string; href: string }) {
  return (
    <Link href={href} prefetch={false} className="brand">
      <BrandMark />
      <span>{name}</span>
    </Link>
  )
}
