import { readFileSync } from 'node:fs'
import { regionName } from '../../infra/config/names.ts'
import { fail } from './github.ts'

export interface RegionSources {
  stack: string
  /** The variable AWS_REGION, which bootstrap/ has set: where the account is prepared. Empty where it is not set. */
  variable: string
  /** The workflow's input, for where neither names one. */
  input: string
}

/**
 * The region of a stack: its file's, which `pulumi up` deploys to as well, or the variable's where the file names none.
 *
 * Ends the job where they differ, as a stack that moves leaves everything that it had behind, and a role reaches no
 * other region than its own.
 */
export function regionOf({ stack, variable, input }: RegionSources): string {
  const file = regionInFile(readFileSync(`Pulumi.${stack}.yaml`, 'utf8'))
  if (file && variable && file !== variable) {
    fail(
      `Pulumi.${stack}.yaml says aws:region ${file}, the variable AWS_REGION says ${variable}. Make them one: ` +
        `npx pulumi config set --stack ${stack} aws:region ${variable}, or ` +
        `gh variable set AWS_REGION --env ${stack} --body ${file}`,
    )
  }
  const region = file || variable || input
  if (regionName.test(region)) return region
  return fail(
    `${region ? `"${region}" is not an AWS region` : `The stack ${stack} has no region`}. Set it: ` +
      `npx pulumi config set --stack ${stack} aws:region us-east-1`,
  )
}

/** No package is installed yet that could read YAML; the key stands on a line of its own. */
function regionInFile(text: string): string {
  return /^ *["']?aws:region["']?: *["']?([^\s"'#]*)/m.exec(text)?.[1] ?? ''
}
