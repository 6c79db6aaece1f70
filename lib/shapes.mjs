// A rule of the house for the linter: shapes of code that are refused, each a selector over the syntax tree and what is said of it.
/** @typedef {{ selector: string, message: string }} Shape */

const refused = {
  meta: {
    type: 'problem',
    schema: {
      type: 'array',
      items: {
        type: 'object',
        properties: { selector: { type: 'string' }, message: { type: 'string' } },
        required: ['selector', 'message'],
        additionalProperties: false,
      },
    },
  },
  create: (context) =>
    Object.fromEntries(context.options.map(({ selector, message }) => [selector, (node) => context.report({ node, message })])),
}

export default { meta: { name: 'shapes' }, rules: { refused } }
