export const own = 'as it was'
