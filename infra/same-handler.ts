import * as pulumi from '@pulumi/pulumi'

/**
 * Refuses an update that changes the function's handler, which is how it answers: whole, or as it is written. The API's
 * document takes effect with the update, and would ask at once for what the version that is still live does not give. A
 * canary would fail nine tenths of the calls, and a rollback all of them.
 *
 * It is asked in previews too, so that nothing has happened when it refuses.
 */
export function refuseNewHandler(name: string): pulumi.ResourceHook {
  return new pulumi.ResourceHook(
    `${name}-handler`,
    ({ oldInputs, newInputs }) => {
      const [before, after] = [oldInputs, newInputs].map(handlerOf)
      if (before === after || before === undefined || after === undefined) return
      throw new pulumi.RunError(
        `mcp:streaming changes how the function answers (${before} becomes ${after}), which cannot be shifted by a canary: ` +
          'the API asks every version for the new way at once. Deploy the change by itself, with mcp:release "direct", and go ' +
          'back to "canary" after it.',
      )
    },
    { onDryRun: true },
  )
}

function handlerOf(inputs: unknown): string | undefined {
  return (inputs as { imageConfig?: { commands?: string[] } } | undefined)?.imageConfig?.commands?.[0]
}
