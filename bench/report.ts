import { coldTable } from './cold.ts'
import { containerTable } from './container-table.ts'
import { shareTable } from './profile-shares.ts'
import type { Containers, Processes, Profile, Results } from './sections.ts'
import { sizeTable } from './sizes.ts'
import { warmTable } from './warm.ts'

// What the benches print, and what `RESULTS.md` holds, as Markdown.

/** Each line as an item of a list. */
export const list = (lines: readonly string[]) => lines.map(line => `- ${line}\n`).join('')

export const containerReport = ({ about, starts, fiveTools }: Containers) => `## Cold start in a container

Launcher, INIT and the first invocation, of the server from its snapshot and without, and of others, each in an image of its own.

${list(about)}
With the fixtures in testing/, by a call of \`ping\`:

${containerTable(starts)}
${fiveTools === undefined ? '' : fiveToolReport(fiveTools)}`

const fiveToolReport = (starts: NonNullable<Containers['fiveTools']>) => `
With five tools that use \`@aws-sdk/client-dynamodb\`, \`@aws-sdk/client-s3\`, \`axios\`, \`openai\` and \`pg\`, with clients
made while they load; the same code for every server. All five are loaded in INIT, and the first call is one of DynamoDB, as
far as the signed request:

${containerTable(starts)}
`

export const processReport = ({ about, sizes, cold, warm }: Processes) => `## Processes, without a container

${list(about)}
### Cold start

From the start of the process to the first answer.

${coldTable(cold)}

### Warm calls

Between two calls the event loop turns once, as in Lambda, so some collections fall between them; the CPU, of all threads,
holds these, the parsing of the event and the check of the answer.

${warmTable(warm)}

### What is loaded

${sizeTable(sizes)}
`

export const profileReport = ({ about, shares }: Profile) => `## Where the CPU of a warm call goes

${list(about)}
${shareTable(shares)}
`

export const report = ({ containers, processes, profile }: Results) => `# Results

Written by \`npm run bench:container -- --save\`, \`npm run bench -- --save\` and \`npm run bench:profile -- --save\`, each its
own part; [\`docs/cold-start.md\`](../docs/cold-start.md) says what is behind the figures.

${[containerReport(containers), processReport(processes), profileReport(profile)].join('\n')}`
