import { required, summary } from './github.ts'

// The page that GitHub shows for the job: what was deployed, whether it works, and where to look.

const { UP, RELEASE, BUILT, ATTEST, ENDPOINT, VERSION, IMAGE_URI, CONSOLE_LINKS } = process.env

const results: Record<string, string> = {
  'success success': 'is deployed, and passed its test',
  'success failure': 'was deployed and failed its test: the version before it serves again, if there is one',
  'success cancelled': 'was deployed; whether it works was not tried, as the job was cancelled',
}
const result = results[`${UP} ${RELEASE}`] ?? 'was not deployed: the log of the failed step says why'

summary(`### ${required('STACK')} ${result}\n`)
const rows = { Endpoint: ENDPOINT, Version: VERSION, Image: IMAGE_URI }
for (const [name, value] of Object.entries(rows)) if (value) summary(`- ${name}: \`${value}\``)
if (UP === 'success' && BUILT === 'true' && ATTEST !== 'success') {
  summary(
    '- The image is not attested: GitHub keeps attestations of a public repository, and of a private one for ' +
      'organizations with Enterprise Cloud. The release is not affected.',
  )
}
for (const [name, url] of Object.entries(links())) summary(`- [${name}](${url})`)

/** pulumi/actions hands an output that is an object on as JSON. */
function links(): Record<string, string> {
  try {
    return JSON.parse(CONSOLE_LINKS || '{}') as Record<string, string>
  } catch {
    return {}
  }
}
