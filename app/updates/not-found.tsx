import { NotFoundPage } from '@/components/layout/refusals'

export default function NotFound() {
  return <NotFoundPage homeHref="/updates" homeLabel="Go to all updates" />
}
