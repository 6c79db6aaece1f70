import 'server-only'
import pino from 'pino'

/** The web's log: one JSON record a line, without passwords, tokens, cookies or what people wrote (AB-085). */
export const log = pino({
  name: 'web',
  base: undefined,
  redact: {
    paths: [
      'password',
      'token',
      'cookie',
      'authorization',
      '*.password',
      '*.token',
      '*.cookie',
      '*.authorization',
      '*.parameters',
      '*.args',
      '*.query',
    ],
    remove: true,
  },
})
