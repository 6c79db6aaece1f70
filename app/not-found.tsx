import type { Metadata } from 'next'
import { NotFoundPage } from '@/components/layout/refusals'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return <NotFoundPage alone homeHref="/" homeLabel="Go to the start page" />
}
