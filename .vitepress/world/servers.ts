/** What answers at an origin, for the program of this worker. */
export const servers = new Map<string, (input: Request | string | URL, init?: RequestInit) => Promise<Response>>()
