// The order of the house, as a rule that `npm run check` enforces. Read the first array first: a domain may import only
// what stands to its left. Inside a domain, only queries, commands, jobs and gateway touch the world; all else is pure.
export const DOMAINS = [
  'kernel',
  'events',
  'jobs',
  'identity',
  'files',
  'knowledge',
  'sla',
  'shifts',
  'cases',
  'queue',
  'engagements',
  'billing',
  'updates',
  'accounts',
  'email',
  'widget',
  'notifications',
  'reports',
  'api',
]

const EFFECT = '^lib/[^/]+/(queries|commands|jobs|gateway)(/|[.]ts$)'
const TEST = '[.]test[.]tsx?$'
const SUPPORT = '^lib/[^/]+/(fixtures|testing)/'
const PURE =
  '^lib/(?!web/|worker/|run/|boundaries)[^/]+/(?!(queries|commands|jobs|gateway)(/|[.]ts$)|fixtures/|testing/).+(?<![.]test)[.]tsx?$'
/** Each addition is a dated decision in docs/decisions. */
const PURE_LIBRARIES = [
  '^node_modules/zod/',
  '^node_modules/markdown-it/',
  '^node_modules/@types/markdown-it/',
  '^node_modules/sanitize-html/',
  '^node_modules/@types/sanitize-html/',
  '^node_modules/dinero[.]js/',
]

const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

const leftToRight = DOMAINS.slice(0, -1).map((domain, index) =>
  rule(
    `domain-order:${domain}`,
    { path: `^(lib|components)/${domain}/`, pathNot: [TEST, SUPPORT] },
    { path: `^(lib|components|db/schema)/(${DOMAINS.slice(index + 1).join('|')})(/|[.]ts$)` },
    'A domain imports only domains to its left; work in a domain to the right starts by a job name.',
  ),
)

export default {
  forbidden: [
    ...leftToRight,
    rule(
      'pure-is-pure',
      { path: PURE },
      { pathNot: ['^lib/', ...PURE_LIBRARIES] },
      'A rule takes values and returns values; it needs no library but these.',
    ),
    rule('pure-calls-no-effects', { path: PURE }, { path: EFFECT }, 'A rule that reads or writes is no rule.'),
    rule(
      'only-effects-touch-db',
      { path: '^(app|components|lib)/', pathNot: [EFFECT, TEST, SUPPORT, '^lib/(web|worker|run)/'] },
      { path: '^db/' },
      'Only queries and commands see tables.',
    ),
    rule(
      'sql-stays-inside',
      { path: '^(app|components|lib/web)/' },
      { path: '^node_modules/(drizzle-orm|postgres)/' },
      'A door passes a context; it never writes SQL.',
    ),
    rule(
      'own-tables-only',
      { path: '^lib/([^/]+)/commands' },
      { path: '^db/schema/', pathNot: '^db/schema/$1[.]ts$' },
      'A command writes the tables of its own domain.',
    ),
    rule('app-is-a-door', { path: '^(lib|components|db)/' }, { path: '^app/' }, 'Nothing is built on a door.'),
    rule(
      'doors-are-outermost',
      { path: '^(lib|components|db)/', pathNot: ['^lib/(web|worker|run)/', TEST] },
      { path: '^lib/(web|worker)/' },
      'What doors are made of is for doors.',
    ),
    rule(
      'components-show',
      { path: '^components/' },
      { path: [EFFECT, '^db/', '^lib/(web|worker)/'] },
      'Views and actions arrive as props.',
    ),
    rule(
      'ui-knows-no-domain',
      { path: '^components/ui/' },
      { path: '^(lib|components)/', pathNot: ['^components/ui/', '^lib/kernel/'] },
      'The kit serves every domain and knows none.',
    ),
    rule(
      'schema-takes-constants-only',
      { path: '^db/(schema/|client|context)' },
      { path: '^(lib|app|components)/', pathNot: PURE },
      'Tables may use pure constants and types, no more.',
    ),
    rule(
      'next-stays-outside',
      { path: '^(lib|db)/', pathNot: ['^lib/web/', '^lib/identity/gateway[.]ts$'] },
      { path: '^node_modules/next/' },
      'The framework is for doors.',
    ),
    rule(
      'one-door-for-auth',
      { path: '^(app|components|lib|db)/', pathNot: '^(lib/identity/gateway|components/identity/)' },
      { path: '^node_modules/next-auth/' },
      'next-auth answers one question, in one file.',
    ),
    rule(
      'e2e-sees-the-outside',
      { path: '^e2e/' },
      { path: '^(lib|app|components)/', pathNot: '^lib/web/access-doors[.]ts$' },
      'Stories use the product as people do; only the table of doors is shared.',
    ),
    rule(
      'no-cycles',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'What needs each other is one thing.',
    ),
  ],
  required: [
    {
      name: 'effects-are-server-only',
      severity: 'error',
      comment: 'A file that touches the world says so, and cannot reach a browser.',
      module: { path: EFFECT, pathNot: TEST },
      to: { path: 'server-only' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
}
