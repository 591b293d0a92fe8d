using System.Collections.Immutable;
using ApprovalConsole.Orchestrator.Audit;
using ApprovalConsole.Orchestrator.Journal;
using ApprovalConsole.Orchestrator.Stops;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ApprovalConsole.Orchestrator.Canary;

/// <summary>Sends the canary through the gate right after the start and every few minutes; the first time, it holds only once the whole log has been reckoned anew. While the gate does not hold, only a later trial that finds nothing lets
/// irreversible calls go again.</summary>
internal sealed class CanaryWatch(
    CanaryTrial trial, CanarySource tool, WholeCheck whole, GateProof proof, ProofJournal record, Resumption resumption, IOptions<CanaryOptions> options, TimeProvider time,
    ILogger<CanaryWatch> log) : BackgroundService
{
    /// <summary>Time for one trial; one that takes longer has failed.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AgainAfterFailure = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        tool.Alarmed += OnAlarm;
        try
        {
            while (true)
            {
                await TryAsync(stoppingToken);
                var interval = options.Value.Interval;
                await Task.Delay(proof.State is GateState.Holds || interval < AgainAfterFailure ? interval : AgainAfterFailure, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The console ends.
        }
        finally
        {
            tool.Alarmed -= OnAlarm;
        }
    }

    private async Task TryAsync(CancellationToken ct)
    {
        var alarms = _alarms;
        var findings = await FindingsAsync(ct);
        await whole.Done.WaitAsync(ct);
        if (_alarms != alarms) findings = [.. findings.Union(proof.Findings)]; // whatever a trial says that an alarm overtook
        var heldBefore = proof.State is GateState.Holds;
        if (findings.IsEmpty) proof.Hold();
        else Fail(findings);
        await KeepAsync(findings, ct);
        if (findings.IsEmpty && !heldBefore) await resumption.WakeAsync();
    }

    private async Task<ImmutableArray<string>> FindingsAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Within);
        try
        {
            return await trial.RunAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return [$"The canary did not come through within {Within.TotalSeconds:0} s."];
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct); // what it needs is being closed around it
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The canary broke off.");
            return [$"The canary broke off: {e.Message}"];
        }
    }

    private int _alarms;

    /// <summary>Runs where the call came in: at once, and before it is answered.</summary>
    private void OnAlarm(string word)
    {
        Interlocked.Increment(ref _alarms);
        var finding = CanaryPast.All.FirstOrDefault(p => word.StartsWith(p.Word + "-", StringComparison.Ordinal))?.Finding
            ?? "A call reached its tool that no person had let go, or a second time.";
        ImmutableArray<string> findings = [.. proof.Findings.Union([finding])];
        Fail(findings);
        _ = Task.Run(() => KeepAsync(findings, CancellationToken.None));
    }

    private void Fail(ImmutableArray<string> findings)
    {
        proof.Fail(findings);
        log.LogCritical("The gate does not hold. Irreversible tools are refused. {Findings}", string.Join(' ', findings));
    }

    private async Task KeepAsync(ImmutableArray<string> findings, CancellationToken ct)
    {
        try
        {
            await record.KeepAsync(findings, ct);
        }
        catch (JournalUnavailableException e)
        {
            log.LogError(e, "The state of the gate could not be written down.");
        }
    }
}
