-- Stores a triage item and the record of what was done to it, in one step.
-- KEYS[1] item  KEYS[2] open index (sorted set)  KEYS[3] done index (sorted set)
-- KEYS[4] audit list  KEYS[5] audit head ("seq:hash" of the last entry)
-- ARGV[1] version that must be stored now; '0': the item must not exist
-- ARGV[2] item JSON  ARGV[3] tip id  ARGV[4] score  ARGV[5] 'open' | 'done'
-- ARGV[6] head that the entry was chained to, '' for an empty chain  ARGV[7] entry JSON  ARGV[8] new head
-- ARGV[9] channel to publish the item on
-- Returns 'stored' | 'exists' | 'gone' | 'conflict' | 'moved' (the chain grew: chain again);
-- anything but 'stored' changed nothing.
local now = redis.call('GET', KEYS[1])
if ARGV[1] == '0' then
  if now then return 'exists' end
else
  if not now then return 'gone' end
  if tostring(cjson.decode(now).version) ~= ARGV[1] then return 'conflict' end
end
if (redis.call('GET', KEYS[5]) or '') ~= ARGV[6] then return 'moved' end
redis.call('SET', KEYS[1], ARGV[2])
local into, from = KEYS[2], KEYS[3]
if ARGV[5] == 'done' then into, from = KEYS[3], KEYS[2] end
redis.call('ZREM', from, ARGV[3])
redis.call('ZADD', into, ARGV[4], ARGV[3])
redis.call('RPUSH', KEYS[4], ARGV[7])
redis.call('SET', KEYS[5], ARGV[8])
redis.call('PUBLISH', ARGV[9], ARGV[2])
return 'stored'
