using ApprovalConsole.Benchmarks;
using ApprovalConsole.Benchmarks.Gate;

return args switch
{
    ["gate", .. var rest] => await GateBenchmark.RunAsync(rest),
    ["bill", .. var rest] => await BillBenchmark.RunAsync(rest),
    ["validation"] => ValidationBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- gate [--runs 500] [--at-once 64] [--rounds 1] [--peers [--postgres URL]]");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- validation");
    Console.Error.WriteLine("dotnet run -c Release --project tests/Benchmarks -- bill [--tasks 114] [--seed 1]");
    return 2;
}
