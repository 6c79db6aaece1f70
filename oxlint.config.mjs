// Lint: what the compiler and the import boundaries cannot see. Each shape rule stands with its reason; every one of them is
// proven by a planted violation in lib/run/planted-violations.test.ts.
import { fileURLToPath } from 'node:url'

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
const FORMS_ARE_ANSWERED = because(
  "CallExpression[callee.name='useActionState']",
  'What gets lost on its way takes the page away: use useAct.',
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

const restrict = (files, excludeFiles, ...selectors) => ({
  files,
  excludeFiles: ['**/*.test.ts', '**/*.test.tsx', ...excludeFiles],
  rules: { 'shapes/refused': ['error', ...selectors.flat()] },
})

const EFFECTS = ['lib/*/queries.ts', 'lib/*/queries/**/*.ts', 'lib/*/commands.ts', 'lib/*/commands/**/*.ts']

const all = (plugin, names) => Object.fromEntries(names.split(' ').map((name) => [`${plugin}/${name}`, 'error']))

/** Not asked where no component stands. */
const COMPONENTS = {
  ...all('react', 'display-name jsx-key jsx-no-comment-textnodes jsx-no-duplicate-props jsx-no-undef no-children-prop'),
  ...all('react', 'no-danger-with-children no-direct-mutation-state no-find-dom-node no-is-mounted no-render-return-value'),
  ...all('react', 'no-string-refs no-unescaped-entities require-render-return exhaustive-deps'),
  // What React's compiler refuses.
  ...all('react', 'static-components use-memo preserve-manual-memoization incompatible-library immutability globals refs'),
  ...all('react', 'set-state-in-effect error-boundaries purity set-state-in-render unsupported-syntax'),
}

export default {
  plugins: ['eslint', 'typescript', 'react', 'nextjs', 'import', 'jsx-a11y'],
  jsPlugins: [{ name: 'shapes', specifier: fileURLToPath(new URL('lib/shapes.mjs', import.meta.url)) }],
  ignorePatterns: ['**/.next*/**', '.data/**', 'node_modules/**', 'next-env.d.ts', 'public/**'],
  options: { denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  // Each rule is chosen here.
  categories: { correctness: 'off' },
  rules: {
    ...COMPONENTS,
    ...all('react', 'rules-of-hooks'),
    // The image optimizer is off (security.md §0.8): next/image would add nothing but weight, so no-img-element is not here.
    ...all('nextjs', 'google-font-display google-font-preconnect inline-script-id next-script-for-ga no-assign-module-variable'),
    ...all('nextjs', 'no-async-client-component no-before-interactive-script-outside-document no-css-tags no-duplicate-head'),
    ...all('nextjs', 'no-document-import-in-page no-head-element no-head-import-in-document no-html-link-for-pages'),
    ...all('nextjs', 'no-page-custom-font no-script-component-in-head no-styled-jsx-in-document no-sync-scripts'),
    ...all('nextjs', 'no-title-in-document-head no-typos no-unwanted-polyfillio'),
    ...all('jsx-a11y', 'alt-text aria-props aria-proptypes aria-unsupported-elements role-has-required-aria-props'),
    ...all('jsx-a11y', 'role-supports-aria-props'),
    ...all('import', 'no-anonymous-default-export'),
    ...all(
      'typescript',
      'ban-ts-comment no-duplicate-enum-values no-empty-object-type no-explicit-any no-extra-non-null-assertion',
    ),
    ...all('typescript', 'no-misused-new no-namespace no-non-null-asserted-optional-chain no-require-imports no-this-alias'),
    ...all('typescript', 'no-unnecessary-type-constraint no-unsafe-declaration-merging no-unsafe-function-type'),
    ...all('typescript', 'no-wrapper-object-types prefer-as-const prefer-namespace-keyword triple-slash-reference'),
    ...all(
      'eslint',
      'no-array-constructor no-unused-expressions no-var prefer-const prefer-rest-params prefer-spread no-console',
    ),
    'eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    'eslint/eqeqeq': ['error', 'always', { null: 'ignore' }],
  },
  overrides: [
    {
      files: ['{lib,db,e2e,bench}/**/*.{ts,mjs}'],
      rules: Object.fromEntries(Object.keys(COMPONENTS).map((name) => [name, 'off'])),
    },
    {
      files: ['*.config.{mjs,ts}', 'lib/boundaries.mjs', 'lib/shapes.mjs', 'db/drizzle.config.ts'],
      rules: { 'import/no-anonymous-default-export': 'off' },
    },
    { files: ['lib/run/**', 'bench/**', 'lib/worker/main.ts', 'db/**'], rules: { 'eslint/no-console': 'off' } },
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
    restrict(['components/**/*.{ts,tsx}'], ['components/ui/use-act.ts'], NO_DIRECTIVE, NO_DB_AT_DOORS, FORMS_ARE_ANSWERED),
    restrict(['components/ui/use-act.ts'], [], NO_DIRECTIVE, NO_DB_AT_DOORS),
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
    restrict(
      ['app/**/*.{ts,tsx}'],
      ['app/**/actions.ts', 'app/**/route.ts'],
      NO_DIRECTIVE,
      NO_DB_AT_DOORS,
      NO_AMBIENT.slice(0, 3),
    ),
    restrict(['app/**/actions.ts'], [], EVERY_EXPORT_IS_AN_ENDPOINT, NO_DB_AT_DOORS, NO_AMBIENT),
    restrict(['app/**/route.ts'], ['app/api/auth/**'], ROUTES_ARE_GUARDED, NO_DB_AT_DOORS, NO_DIRECTIVE, NO_AMBIENT),
  ],
}
