/** The policy of our pages reports every attempt to compile code, and zod would try. */
export const schemaSettings = { jitless: true };

// Before the first schema is made.
Object.assign(globalThis, { ['__zod_globalConfig']: schemaSettings });
