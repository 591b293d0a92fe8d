using System.Text.Json;

namespace ApprovalConsole.Tests.Hosting;

/// <summary>What tests do with runs over and over.</summary>
internal static class RunSteps
{
    /// <summary>Starts a run and answers its id.</summary>
    public static async Task<string> StartRunAsync(this Caller caller, string agent, string input, object? limits = null, string[]? permissions = null) =>
        (await caller.PostAsync("/api/runs", new { agent, input, onBehalfOf = new { subject = "kim", permissions = permissions ?? ["*"] }, limits }))
            .Must(201).GetProperty("id").GetString()!;

    /// <summary>Follows the run's events until it is in one of the states; says what it did instead, if it never is.</summary>
    public static async Task<JsonElement> UntilAsync(this Caller caller, string runId, params string[] statuses)
    {
        using var patience = Patience.Begin();
        var run = default(JsonElement);
        try
        {
            await foreach (var item in caller.WatchAsync(runId, ct: patience.Token))
            {
                if (item.EventId is null) continue;
                run = (await caller.GetAsync($"/api/runs/{runId}")).Must(200);
                if (statuses.Contains(run.GetProperty("status").GetString())) return run;
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            // Said below.
        }

        var events = (await caller.GetAsync($"/api/runs/{runId}/events")).Text;
        throw new Xunit.Sdk.XunitException($"The run is not {string.Join(" or ", statuses)} but\n{run}\n{events}");
    }

    /// <summary>Waits until the run waits for a person, and answers its oldest proposal.</summary>
    public static async Task<JsonElement> ProposalOfAsync(this Caller reviewer, string runId)
    {
        var run = await reviewer.UntilAsync(runId, "AwaitingDecision");
        return (await reviewer.GetAsync($"/api/proposals/{run.GetProperty("pendingProposals")[0].GetString()}")).Must(200);
    }

    public static Task<Answer> ApproveAsync(this Caller reviewer, JsonElement proposal, string? decisionId = null) =>
        reviewer.DecideAsync(proposal, new { decision = "approve", argumentsHash = Hash(proposal), viewHash = View(proposal), decisionId });

    public static Task<Answer> RejectAsync(this Caller reviewer, JsonElement proposal, string reason, string then = "continue") =>
        reviewer.DecideAsync(proposal, new { decision = "reject", argumentsHash = Hash(proposal), viewHash = View(proposal), reason, then });

    public static Task<Answer> EditAsync(this Caller reviewer, JsonElement proposal, object arguments, string? reason = null) =>
        reviewer.DecideAsync(proposal, new { decision = "edit", argumentsHash = Hash(proposal), viewHash = View(proposal), arguments, reason });

    public static Task<Answer> DecideAsync(this Caller reviewer, JsonElement proposal, object decision) =>
        reviewer.PostAsync($"/api/proposals/{proposal.GetProperty("id").GetString()}/decision", decision);

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string Hash(JsonElement proposal) => proposal.Text("argumentsHash");

    private static string View(JsonElement proposal) => proposal.Text("viewHash");
}
