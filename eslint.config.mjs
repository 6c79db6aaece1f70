// Lint: what the compiler and the import boundaries cannot see. Each shape rule stands with its reason; every one of them is
// proven by a planted violation in lib/run/planted-violations.test.ts.
import next from 'eslint-config-next/core-web-vitals'
import typescript from 'eslint-config-next/typescript'

const because = (selector, message) => ({ selector, message })

const NO_AMBIENT = [
  because("NewExpression[callee.name='Date'][arguments.length=0]", 'Time is an argument: use ctx.now, or lib/kernel/time.ts.'),
  because(
    "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    'Time is an argument: use ctx.now, or lib/kernel/time.ts.',
  ),
  because("CallExpression[callee.object.name='Math'][callee.property.name='random']", 'Chance is an argument.'),
  because("CallExpression[callee.name='fetch']", 'The network is reached through a gateway.'),
  because("MemberExpression[object.name='process'][property.name='env']", 'Settings come from lib/kernel/env.ts.'),
]
const NO_DIRECTIVE = because(
  "ExpressionStatement[directive='use server']",
  'Actions live in actions.ts files, made by action(…).',
)
const NO_RAW_SQL = [
  because("MemberExpression[object.name='sql'][property.name=/^(raw|identifier)$/]", 'sql.raw and sql.identifier do not escape.'),
]
const CTX_FIRST = [
  because(
    "ExportNamedDeclaration > FunctionDeclaration:not([params.0.name='ctx'])",
    'Nobody reads or writes without a context: the first parameter is ctx.',
  ),
  because(
    "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > CallExpression[callee.name='cache'] > ArrowFunctionExpression:not([params.0.name='ctx'])",
    'Nobody reads or writes without a context: the first parameter is ctx.',
  ),
]
const COLUMNS_CHOSEN = because(
  "CallExpression[callee.property.name='select'][arguments.length=0]",
  'Columns are chosen, never all.',
)
const NO_DB_AT_DOORS = because(
  "MemberExpression[object.name='ctx'][property.name=/^(db|sql|tx|client)$/]",
  'A door passes ctx on; it never opens it.',
)
const EVERY_EXPORT_IS_AN_ENDPOINT = [
  because(
    'ExportNamedDeclaration > FunctionDeclaration',
    'Every export of an actions file is an endpoint: make it with action(…).',
  ),
  because('ExportDefaultDeclaration', 'Every export of an actions file is an endpoint: make it with action(…).'),
  because(
    "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator:not([init.callee.name='action'])",
    'Every export of an actions file is made with action(…).',
  ),
]
const ROUTES_ARE_GUARDED = [
  because(
    'ExportNamedDeclaration > FunctionDeclaration',
    'Every export of a route file is made with route(…) or publicRoute(…).',
  ),
  because(
    'ExportNamedDeclaration > VariableDeclaration > VariableDeclarator[id.name=/^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/]:not([init.callee.name=/^(route|publicRoute)$/])',
    'Every method of a route is made with route(…) or publicRoute(…).',
  ),
]

const restrict = (files, ignores, ...selectors) => ({
  files,
  ignores: ['**/*.test.ts', '**/*.test.tsx', ...ignores],
  rules: { 'no-restricted-syntax': ['error', ...selectors.flat()] },
})

const EFFECTS = ['lib/*/queries.ts', 'lib/*/queries/**/*.ts', 'lib/*/commands.ts', 'lib/*/commands/**/*.ts']

/** Where no component stands, React's compiler and the rules of its components are not asked about each function. */
const COMPONENTS_OFF = {
  files: ['{lib,db,e2e,bench}/**/*.{ts,mjs}'],
  rules: Object.fromEntries(
    next
      .flatMap(({ rules = {} }) => Object.keys(rules))
      .filter((name) => /^react(-hooks)?\//.test(name) && name !== 'react-hooks/rules-of-hooks')
      .map((name) => [name, 'off']),
  ),
}

export default [
  { ignores: ['**/.next*/**', '.data/**', 'node_modules/**', 'next-env.d.ts', 'public/**'] },
  ...next,
  ...typescript,
  COMPONENTS_OFF,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      // The image optimizer is off (security.md §0.8): next/image would add nothing but weight.
      '@next/next/no-img-element': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['*.config.{mjs,ts}', 'lib/boundaries.mjs', 'db/drizzle.config.ts'],
    rules: { 'import/no-anonymous-default-export': 'off' },
  },
  { files: ['lib/run/**', 'bench/**', 'lib/worker/main.ts', 'db/**'], rules: { 'no-console': 'off' } },
  restrict(
    ['lib/**/*.ts', 'components/**/*.{ts,tsx}'],
    [
      'lib/web/**',
      'lib/worker/**',
      'lib/run/**',
      'lib/kernel/env.ts',
      'lib/kernel/time.ts',
      'lib/*/gateway.ts',
      'lib/*/gateway/**',
      'components/**',
      ...EFFECTS,
    ],
    NO_AMBIENT,
    NO_DIRECTIVE,
  ),
  restrict(['lib/*/gateway.ts', 'lib/*/gateway/**/*.ts'], [], NO_DIRECTIVE),
  restrict(['components/**/*.{ts,tsx}'], [], NO_DIRECTIVE, NO_DB_AT_DOORS),
  restrict(
    EFFECTS,
    ['lib/*/queries/visible.ts', 'lib/*/commands/lock.ts'],
    NO_AMBIENT,
    NO_DIRECTIVE,
    NO_RAW_SQL,
    CTX_FIRST,
    COLUMNS_CHOSEN,
  ),
  restrict(['lib/*/queries/visible.ts', 'lib/*/commands/lock.ts'], [], NO_AMBIENT, NO_DIRECTIVE, NO_RAW_SQL, COLUMNS_CHOSEN),
  restrict(['app/**/*.{ts,tsx}'], ['app/**/actions.ts', 'app/**/route.ts'], NO_DIRECTIVE, NO_DB_AT_DOORS, NO_AMBIENT.slice(0, 3)),
  restrict(['app/**/actions.ts'], [], EVERY_EXPORT_IS_AN_ENDPOINT, NO_DB_AT_DOORS, NO_AMBIENT),
  restrict(['app/**/route.ts'], ['app/api/auth/**'], ROUTES_ARE_GUARDED, NO_DB_AT_DOORS, NO_DIRECTIVE, NO_AMBIENT),
]
