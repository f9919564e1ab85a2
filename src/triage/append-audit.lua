-- Appends to a unit's audit chain.
-- KEYS[1] audit list  KEYS[2] audit head
-- ARGV[1] head that the entry was chained to, '' for an empty chain  ARGV[2] entry JSON  ARGV[3] new head
-- Returns 'stored' | 'moved' (the chain grew: chain again; nothing was changed).
if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return 'moved' end
redis.call('RPUSH', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], ARGV[3])
return 'stored'
