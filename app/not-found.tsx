import { NotFoundPage } from '@/components/layout/refusals'

export default function NotFound() {
  return <NotFoundPage alone homeHref="/" homeLabel="Go to the start page" />
}
