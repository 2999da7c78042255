import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Execution } from '../process/execute.ts'
import { blockOf, relatedTo } from './diagnose-failure.ts'
import type { PagePlaces } from './page-places.ts'
import { placesIn } from './stack.ts'

/** A finding for each address beyond this machine that a program tried to reach, whether it noticed or not. */
export function diagnoseNetwork(places: PagePlaces, { networkAttempts }: Execution): Diagnostic[] {
  return networkAttempts.map(({ address, stack }) => {
    const [place] = placesIn(stack.split('\n'), places)
    return {
      code: 'network-access',
      severity: 'error',
      message: `${places.example.name} tried to reach ${address}.`,
      location: place?.page ?? blockOf(places.example),
      ...relatedTo(place),
      hint: 'Examples run without a network: let the host play the other side.',
    }
  })
}
