import { createEmulatorCall } from '../../../emulator-call.ts'
import type { Values } from '../wire.ts'

/**
 * Calls an emulator of AWS, where a test has one beside the stand-in cloud: for what others read and write too, which is
 * images and aliases. Without one (STAND_IN_EMULATOR), nothing happens.
 *
 * @param request method and path
 * @param target the operation, for an API that takes it in a header
 */
export async function emulate(
  service: string,
  region: string,
  request: string,
  body?: object,
  target?: string,
): Promise<Values> {
  const endpoint = process.env.STAND_IN_EMULATOR
  return endpoint === undefined ? {} : createEmulatorCall(endpoint, region)<Values>(service, request, body, target)
}
