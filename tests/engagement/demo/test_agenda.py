from engagement.demo.acts.registry import PLAYING, QUEUED
from engagement.demo.agenda import LEAST_POOL, PLAYED, Act, Stage, agenda, directory_days, exit_pools
from engagement.demo.world import World


def test_the_year_runs_in_order_of_the_day_and_ends_today_at_the_latest(world: World) -> None:
    moments = agenda(world, Stage.ALL)

    assert [moment.on for moment in moments] == sorted(moment.on for moment in moments)
    assert moments[-1].on <= world.line.today
    assert len({moment.key for moment in moments}) == len(moments)


def test_every_wave_and_block_has_its_moments(world: World) -> None:
    counts = {act: sum(moment.act is act for moment in agenda(world, Stage.ALL)) for act in Act}

    assert counts[Act.PULSE] == 13
    assert counts[Act.CLOSE_PULSE] == 12
    assert counts[Act.EXIT] == counts[Act.CLOSE_EXIT] == 4
    assert counts[Act.BLOCK] == counts[Act.MANAGERS] == 13
    assert counts[Act.ACCOUNTS] == 1


def test_the_directory_is_imported_before_every_wave(world: World) -> None:
    moments = agenda(world, Stage.ALL)
    imported = {moment.on for moment in moments if moment.act is Act.DIRECTORY}

    assert imported == set(directory_days(world))
    assert {moment.on for moment in moments if moment.act in (Act.PULSE, Act.EXIT)} <= imported
    first = [moment.act for moment in moments if moment.on == min(imported)]
    assert first == [Act.DIRECTORY, Act.ACCOUNTS]


def test_stages_play_parts_of_the_whole(world: World) -> None:
    whole = agenda(world, Stage.ALL)

    for stage in Stage:
        assert [moment for moment in whole if moment.act in PLAYED[stage]] == agenda(world, stage)
    assert agenda(world, Stage.FILES) == []


def test_every_act_can_be_played() -> None:
    assert set(PLAYING) == set(Act)
    assert set(Act) > QUEUED


def test_a_pool_of_leavers_is_large_enough_to_be_asked(world: World, small_world: World) -> None:
    for company in (world, small_world):
        for pool in exit_pools(company):
            quarters = company.line.quarters[pool.first : pool.last + 1]
            assert sum(len(company.leavers(quarter)) for quarter in quarters) >= LEAST_POOL
    assert len(exit_pools(world)) == 4
    assert len(exit_pools(small_world)) < 4
