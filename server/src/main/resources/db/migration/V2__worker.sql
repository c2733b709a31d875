-- Which worker has begun a run last: only this one may write down how it goes.
alter table runs add column worker text;
