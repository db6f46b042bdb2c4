// Everything that this package knows of the repository's folders. A path stands for the file, or for all below the folder.

/** What a project has only if it is asked for. */
export const parts = {
  workflows: [
    '.github',
    'bootstrap',
    'docs/delivery.md',
    'scripts/delivery',
    'scripts/lint-delivery.sh',
    'scripts/python',
    'scripts/second-opinions',
    'scripts/second-opinions.sh',
  ],
  bench: ['bench'],
  e2e: ['e2e', 'scripts/install-ministack.sh', 'scripts/install-pulumi.sh'],
  samples: ['app/tools', 'app/resources', 'app/prompts'],
} as const

export type Part = keyof typeof parts

/** What no project has: the repository's own packages, which it installs, and tests of the repository as a whole. */
export const repositoryOnly = [
  '.ci',
  'packages',
  'docs/architecture.test.ts',
  'docs/messages.test.ts', // Half of what it looks for is in the packages.
  'e2e/adopt.test.ts',
  'e2e/case-functions.ts',
  'e2e/create.test.ts',
  'e2e/readme.test.ts',
  'e2e/rename.test.ts',
  'e2e/unheeded.ts',
  'e2e/ways.ts',
  'infra/image/image-source.test.ts',
  'scripts/build/manifests.test.ts',
  'scripts/configuration-docs.test.ts',
  'scripts/configuration-docs.ts',
  'scripts/create.ts',
  'scripts/help.test.ts',
  'scripts/lockfile.test.ts',
]

/** Where an author writes. An index stays, empty, in a project without the samples. */
export const indexes = ['app/tools/index.ts', 'app/resources/index.ts', 'app/prompts/index.ts']

/** Doubles, fixtures and what tests share: a project has those that its tests use. */
export const doubles = ['testing', 'e2e']

/** What belongs to whoever has the project: an update never touches it. */
export const theirs = /^(app\/(tools|resources|prompts)\/|app\/server\.ts$|README\.md$|Pulumi\.[^/]+\.yaml$)/

/** The stacks' files, which say who may call. */
export const stackFile = /^Pulumi\.[^/]+\.yaml$/

/** Packages of the repository that the image is built by. Others are for development only. */
export const imagePackages = ['lambda-snapshot']

/** Packages that no file imports, and the scripts need. */
export const programs = [
  '@biomejs/biome',
  '@modelcontextprotocol/inspector',
  '@types/node',
  'dependency-cruiser',
  'knip',
  'node',
  'pulumi',
  'typescript',
  'vitest',
]
