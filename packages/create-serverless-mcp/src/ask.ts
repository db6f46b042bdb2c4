import { nameFault } from '../../../scripts/rename/rename-texts.ts'
import { issuerFault, nameOf, Refused } from './command-line.ts'
import type { ProjectOptions } from './options.ts'

/** What a project has that is asked for by nothing else. */
export function withDefaults(given: Partial<ProjectOptions>, folder: string): ProjectOptions {
  const options: ProjectOptions = {
    name: nameOf(folder),
    authorization: 'token',
    workflows: false,
    bench: false,
    e2e: false,
    samples: true,
    ...given,
  }
  if (options.authorization === 'jwt' && options.issuer === undefined)
    throw new Refused('--authorization jwt needs the authorization server. Example: --issuer https://login.example.com')
  return options
}

/**
 * Asks, on a terminal, for what is left open.
 *
 * @throws {Refused} when the user goes away
 */
export async function ask(given: Partial<ProjectOptions>, folder: string, needed: string): Promise<ProjectOptions> {
  // Loaded when there is somebody to ask.
  const { isCancel, multiselect, select, text } = await import('@clack/prompts')
  async function answered<Value>(answer: Promise<Value>): Promise<Exclude<Value, symbol>> {
    const value = await answer
    if (isCancel(value)) throw new Refused('Nothing was made.')
    return value as Exclude<Value, symbol>
  }

  const name =
    given.name ??
    (await answered(
      text({ message: 'Name', initialValue: nameOf(folder), validate: value => nameFault(value ?? '', needed) }),
    ))
  const authorization =
    given.authorization ??
    (await answered(
      select<ProjectOptions['authorization']>({
        message: 'Who may call?',
        options: [
          { value: 'token', label: 'Whoever sends a token that you made', hint: 'token' },
          { value: 'jwt', label: 'Users that log in at an authorization server', hint: 'jwt' },
        ],
      }),
    ))
  const issuer =
    given.issuer ??
    (authorization !== 'jwt'
      ? undefined
      : await answered(
          text({
            message: 'URL of the authorization server',
            placeholder: 'https://login.example.com',
            validate: value => issuerFault(value ?? ''),
          }),
        ))
  const parts = await answered(
    multiselect<'workflows' | 'bench' | 'e2e' | 'samples'>({
      message: 'What else? (space chooses, enter goes on)',
      required: false,
      initialValues: (['workflows', 'bench', 'e2e', 'samples'] as const).filter(
        part => given[part] ?? part === 'samples',
      ),
      options: [
        { value: 'samples', label: 'Sample tools, resources and prompts' },
        { value: 'workflows', label: "GitHub's workflows, and bootstrap/, which prepares an account for them" },
        { value: 'e2e', label: 'Tests that need Docker, a browser or an emulator' },
        { value: 'bench', label: 'Benchmarks' },
      ],
    }),
  )
  const has = (part: (typeof parts)[number]) => parts.includes(part)
  return {
    name,
    authorization,
    ...(issuer !== undefined && { issuer }),
    ...{ workflows: has('workflows'), bench: has('bench'), e2e: has('e2e'), samples: has('samples') },
  }
}
