import { NotFoundPage } from '@/components/layout/refusals'

export default function NotFound() {
  return <NotFoundPage homeHref="/" homeLabel="Go to the start page" />
}
