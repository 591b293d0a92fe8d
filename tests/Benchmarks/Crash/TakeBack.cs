using System.Text.Json.Nodes;

namespace ApprovalConsole.Benchmarks.Crash;

/// <summary>What a run did and somebody wants taken back, and what they remember of that.</summary>
internal sealed class TakeBack
{
    private string? _run; // since the console answered so
    private bool _isDone;

    /// <param name="ofRun">Which has come to its end.</param>
    public async Task SeeToAsync(Clerks clerks, string ofRun, World world, CancellationToken ct)
    {
        _run ??= (string)(await clerks.Support.AskAsync(HttpMethod.Post, $"/api/runs/{ofRun}/undo", new JsonObject(), ct))["id"]!;
        while (!_isDone)
        {
            var run = await clerks.Operator.AskAsync(HttpMethod.Get, $"/api/runs/{_run}", null, ct);
            switch ((string)run["status"]!)
            {
                case "AwaitingDecision": // it is to be sent again
                    await clerks.ApproveAsync((string)run["pendingProposals"]![0]!, ct);
                    break;
                case "OutcomeUnknown":
                    var call = (string)run["unknownCalls"]![0]!;
                    var deed = await clerks.DeedOfAsync(_run, call, ct);
                    await clerks.SettleAsync(call, world.Deeds[deed.Order].Contains(deed) ? "happened" : "sendAgain", ct);
                    break;
                case "Completed":
                    _isDone = true;
                    break;
                case "Failed" or "Halted" or "Cancelled":
                    throw new CrashFound($"{ofRun}: what was to take it back ended as {run["status"]}: {run["result"]}");
                default:
                    await Task.Delay(20, ct);
                    break;
            }
        }
    }
}
