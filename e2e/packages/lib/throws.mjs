export const never = 1
throw new RangeError('thrown while it loads')
