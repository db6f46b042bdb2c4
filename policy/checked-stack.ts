import type { EnforcementLevel } from '@pulumi/policy'
import * as pulumi from '@pulumi/pulumi'

// The stack that is being checked. Pulumi starts the pack with the stack's configuration in PULUMI_CONFIG, as it starts
// a program, and asks for the levels after that: so a level may depend on it, if a getter tells it.

const config = () => new pulumi.Config('mcp')

const isProduction = () => config().get('environment') === 'production'

/** `mcp:allowPublic`: anybody may call, and that is meant. */
export const isPublicOnPurpose = () => config().getBoolean('allowPublic') ?? false

/** The level of a control that a development stack may break with no harm done. */
export const mandatoryInProduction = (): EnforcementLevel => (isProduction() ? 'mandatory' : 'advisory')

/** The level of advice that a development stack has no use for. */
export const advisoryInProduction = (): EnforcementLevel => (isProduction() ? 'advisory' : 'disabled')
