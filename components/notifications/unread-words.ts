/** "none unread", "3 unread", "more than 99 unread". */
export function unreadWords(unread: number): string {
  if (unread === 0) return 'none unread'
  return unread > 99 ? 'more than 99 unread' : `${unread} unread`
}
