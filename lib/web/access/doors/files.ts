// Files and what is being sent.
import type { Doors } from './door'

export const FILES: Doors = {
  routes: {
    '/api/files/[fileId]/[rendition]/route': { for: 'person', on: 'file' },
    '/api/files/[fileId]/route': { for: 'person', on: 'file' },
    '/api/uploads/[uploadId]/route': {
      for: 'person',
      methods: ['PUT', 'DELETE'],
      path: ({ key }) => `/api/uploads/${key}?name=access.txt`,
    },
    '/api/uploads/route': { for: 'person', path: ({ key }) => `/api/uploads?id=${key}` },
  },
  actions: {},
}
