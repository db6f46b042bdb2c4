// What may import what: docs/architecture.md draws it, and `npm run check` holds it. Tests may reach further, so most rules leave them out.

const test = String.raw`\.test\.ts$`
const rooms = [
  'app',
  'bench',
  'bootstrap',
  'client',
  'command-line',
  'e2e',
  'infra',
  'local',
  'packages',
  'policy',
  'scripts',
  'testing',
]

/** Any of these folders, or all rooms but these. */
const of = (...names) => `^(${names.join('|')})/`
const allBut = (...names) => of(...rooms.filter(name => !names.includes(name)))

/** @param room what imports, but for its tests; @param not what it may not import */
const rule = (name, comment, room, not, except = []) => ({
  name,
  comment,
  severity: 'error',
  from: { path: room, pathNot: [test, ...except] },
  to: { path: not },
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one, or need a third: move what both use into a file of its own.',
      severity: 'error',
      // What Node's hooks need is loaded by the file that they need, when the hooks are.
      from: { pathNot: '^packages/lambda-snapshot/runtime/(hooks|load)\\.cjs$' },
      to: { circular: true },
    },
    rule('app-stands-alone', 'The image holds app/ and nothing else of the project.', of('app'), allBut('app'), [
      '^app/local-server(-options)?\\.ts$', // A command, like those of scripts/: it is not in the image.
    ]),
    rule(
      'app-as-a-command',
      'The local server is a command, and needs a command line only.',
      '^app/local-server',
      allBut('app', 'command-line'),
    ),
    rule(
      'mcp-knows-no-transport',
      'The MCP side is handed a request, by whatever way it came.',
      of('app/mcp'),
      '^app/(lambda|middleware|(app|local-server|catalog|shipped)\\.ts)',
    ),
    rule(
      'auth-knows-no-protocol',
      'Who calls is known before what is asked.',
      of('app/auth'),
      '^app/(lambda|mcp|middleware|(app|local-server|catalog|shipped)\\.ts)',
    ),
    rule(
      'middleware-knows-no-lambda',
      'The same middleware serves `npm start`.',
      of('app/middleware'),
      '^app/(lambda|(app|local-server|catalog|shipped)\\.ts)',
    ),
    rule(
      'infra-declares',
      'The program takes constants and types of app/, and nothing else.',
      of('infra'),
      allBut('infra', 'app'),
    ),
    rule(
      'config-is-pure',
      'Documentation, tests and the local deployment read it without Pulumi.',
      '^infra/(config/|openapi|discovery|gateway-answers|other-methods)',
      '^node_modules/@pulumi/',
      ['read-stack'],
    ),
    {
      name: 'packages-stand-alone',
      // What makes a project of this repository is compiled together with what it uses of it.
      comment: 'A package is useful to people who never see the rest.',
      severity: 'error',
      from: {
        path: '^packages/([^/]+)/',
        pathNot: [test, '^packages/[^/]+/(tests/|tarball\\.ts$)', '^packages/create-'],
      },
      to: { path: of(...rooms), pathNot: '^packages/$1/' },
    },
    rule(
      'client-and-policy-stand-alone',
      'Each can be taken out and used elsewhere.',
      of('client', 'policy', 'command-line'),
      allBut('client', 'policy', 'command-line'),
    ),
    rule(
      'no-doubles',
      'What is shipped runs without its doubles.',
      of('app', 'bootstrap', 'client', 'command-line', 'infra', 'local', 'packages', 'policy', 'scripts/build'),
      of('testing'),
      ['^local/local\\.ts$'], // A soak calls the fixtures, whatever the project offers.
    ),
    rule('nothing-needs-the-tests', 'Tests and benches may be deleted.', allBut('bench', 'e2e'), of('bench', 'e2e')),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: [
        '(^|/)node_modules/(?!@pulumi/)',
        '^e2e/packages/(lib|prompts|resources|servers|tools)/',
        '(^|/)(coverage|dist)/',
      ],
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
}
